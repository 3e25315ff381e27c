/** Administers tenants and keys over HTTP, for the operator. */
@NullMarked
package dev.waybill.server.admin;

import org.jspecify.annotations.NullMarked;
