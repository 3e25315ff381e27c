/** Whose fault a failure is, where it happened, and what to do about it. */
@NullMarked
package dev.waybill.fault;

import org.jspecify.annotations.NullMarked;
