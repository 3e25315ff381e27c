@NullMarked
package dev.waybill.server.portal.chart;

import org.jspecify.annotations.NullMarked;
