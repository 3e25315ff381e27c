/** Tells people what retention does, and keeps tenants within their quotas. */
@NullMarked
package dev.waybill.server.retention;

import org.jspecify.annotations.NullMarked;
