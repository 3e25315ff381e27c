/** What the pages of the audit trail show. */
@NullMarked
package dev.waybill.server.portal.audit;

import org.jspecify.annotations.NullMarked;
