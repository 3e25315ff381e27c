@NullMarked
package dev.waybill.stores.s3.setup;

import org.jspecify.annotations.NullMarked;
