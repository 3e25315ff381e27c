/** The tenant's audit trail: what was done with the service, and by whom. */
@NullMarked
package dev.waybill.server.portal.audit;

import org.jspecify.annotations.NullMarked;
