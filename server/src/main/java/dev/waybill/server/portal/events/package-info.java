/** The portal's explorer: looks for events of a tenant, and shows each as it is stored. */
@NullMarked
package dev.waybill.server.portal.events;

import org.jspecify.annotations.NullMarked;
