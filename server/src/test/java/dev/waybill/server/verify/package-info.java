/** What a server delivers, verified by whoever was delivered to. */
@NullMarked
package dev.waybill.server.verify;

import org.jspecify.annotations.NullMarked;
