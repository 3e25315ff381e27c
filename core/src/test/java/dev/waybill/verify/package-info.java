@NullMarked
package dev.waybill.verify;

import org.jspecify.annotations.NullMarked;
