/** Amazon S3 and stores that speak its protocol. */
@NullMarked
package dev.waybill.stores.s3;

import org.jspecify.annotations.NullMarked;
