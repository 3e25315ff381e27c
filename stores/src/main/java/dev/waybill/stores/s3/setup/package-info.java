/**
 * What a customer sets up in AWS before an export can write there: the documents, and scripts that
 * make them so.
 */
@NullMarked
package dev.waybill.stores.s3.setup;

import org.jspecify.annotations.NullMarked;
