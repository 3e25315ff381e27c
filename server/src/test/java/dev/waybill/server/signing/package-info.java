@NullMarked
package dev.waybill.server.signing;

import org.jspecify.annotations.NullMarked;
