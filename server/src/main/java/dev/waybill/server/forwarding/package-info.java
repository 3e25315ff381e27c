/** Who the client is when proxies stand in front of the API. */
@NullMarked
package dev.waybill.server.forwarding;

import org.jspecify.annotations.NullMarked;
