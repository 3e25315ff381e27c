/**
 * What a customer sets up in Google Cloud before an export can write there: the documents, and
 * scripts that make them so.
 */
@NullMarked
package dev.waybill.stores.gcs.setup;

import org.jspecify.annotations.NullMarked;
