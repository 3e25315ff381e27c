/** What keeps one client or tenant from taking what all need. */
@NullMarked
package dev.waybill.server.limits;

import org.jspecify.annotations.NullMarked;
