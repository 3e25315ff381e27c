@NullMarked
package dev.waybill.stores.directory;

import org.jspecify.annotations.NullMarked;
