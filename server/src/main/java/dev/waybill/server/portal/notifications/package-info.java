/** Who is told of what: a tenant's mail recipients and its webhook endpoints. */
@NullMarked
package dev.waybill.server.portal.notifications;

import org.jspecify.annotations.NullMarked;
