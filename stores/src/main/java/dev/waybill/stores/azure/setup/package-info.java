/**
 * What a customer sets up in Azure before an export can write there: the documents, and scripts
 * that make them so.
 */
@NullMarked
package dev.waybill.stores.azure.setup;

import org.jspecify.annotations.NullMarked;
