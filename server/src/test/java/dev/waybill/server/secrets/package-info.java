@NullMarked
package dev.waybill.server.secrets;

import org.jspecify.annotations.NullMarked;
