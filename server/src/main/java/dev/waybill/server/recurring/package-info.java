/** What runs again and again in the background. */
@NullMarked
package dev.waybill.server.recurring;

import org.jspecify.annotations.NullMarked;
