/** What callers of the HTTP API are told: JSON, and for errors RFC 9457. */
@NullMarked
package dev.waybill.server.answer;

import org.jspecify.annotations.NullMarked;
