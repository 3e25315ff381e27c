@NullMarked
package dev.waybill.server.datadir;

import org.jspecify.annotations.NullMarked;
