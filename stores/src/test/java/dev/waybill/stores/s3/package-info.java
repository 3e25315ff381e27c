/** S3 servers for tests, and the tests of the S3 store. */
@NullMarked
package dev.waybill.stores.s3;

import org.jspecify.annotations.NullMarked;
