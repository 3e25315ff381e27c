/**
 * What people do at the portal from nothing to their events, for each kind of storage, in a real
 * browser.
 */
@NullMarked
package dev.waybill.server.portal.journeys;

import org.jspecify.annotations.NullMarked;
