@NullMarked
package dev.waybill.server.audit;

import org.jspecify.annotations.NullMarked;
