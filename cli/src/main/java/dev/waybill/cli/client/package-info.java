/** The server as the commands see it: profiles, requests, errors, output. */
@NullMarked
package dev.waybill.cli.client;

import org.jspecify.annotations.NullMarked;
