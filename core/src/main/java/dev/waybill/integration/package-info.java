/** Storage integrations: where objects go, how to authenticate, and whether that works. */
@NullMarked
package dev.waybill.integration;

import org.jspecify.annotations.NullMarked;
