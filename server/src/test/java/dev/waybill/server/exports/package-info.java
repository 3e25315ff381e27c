@NullMarked
package dev.waybill.server.exports;

import org.jspecify.annotations.NullMarked;
