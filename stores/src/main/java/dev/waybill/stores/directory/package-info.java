/** Folders of a file system of ours. */
@NullMarked
package dev.waybill.stores.directory;

import org.jspecify.annotations.NullMarked;
