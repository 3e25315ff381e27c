@NullMarked
package dev.waybill.server.wiring;

import org.jspecify.annotations.NullMarked;
