/**
 * What the service records about itself: who did what, as an audit event of the tenant concerned.
 */
@NullMarked
package dev.waybill.server.audit;

import org.jspecify.annotations.NullMarked;
