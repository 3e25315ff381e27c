/** Consent of customers' administrators to the service's application of Microsoft Entra ID. */
@NullMarked
package dev.waybill.server.consent;

import org.jspecify.annotations.NullMarked;
