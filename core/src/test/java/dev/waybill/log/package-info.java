/** The contract of event logs, and the log in memory. */
@NullMarked
package dev.waybill.log;

import org.jspecify.annotations.NullMarked;
