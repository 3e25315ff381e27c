@NullMarked
package dev.waybill.tenant;

import org.jspecify.annotations.NullMarked;
