@NullMarked
package dev.waybill.server.tls;

import org.jspecify.annotations.NullMarked;
