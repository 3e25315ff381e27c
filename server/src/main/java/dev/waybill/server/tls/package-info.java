/** The certificate with which the API speaks https, and its exchange while the server runs. */
@NullMarked
package dev.waybill.server.tls;

import org.jspecify.annotations.NullMarked;
