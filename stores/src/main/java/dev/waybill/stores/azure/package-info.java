/** Azure Blob Storage, and accounts of Data Lake Storage Gen2 by their Blob endpoint. */
@NullMarked
package dev.waybill.stores.azure;

import org.jspecify.annotations.NullMarked;
