/** Runs retention every hour, tells people what it does, and keeps tenants within their quotas. */
@NullMarked
package dev.waybill.server.retention;

import org.jspecify.annotations.NullMarked;
