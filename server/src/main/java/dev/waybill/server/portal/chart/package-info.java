/** Numbers by the hour, drawn by the server: no script, and the same numbers in a table. */
@NullMarked
package dev.waybill.server.portal.chart;

import org.jspecify.annotations.NullMarked;
