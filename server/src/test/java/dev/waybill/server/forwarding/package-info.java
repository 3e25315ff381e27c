@NullMarked
package dev.waybill.server.forwarding;

import org.jspecify.annotations.NullMarked;
