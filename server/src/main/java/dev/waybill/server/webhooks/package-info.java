/** Sends notifications to tenants' programs, as Standard Webhooks says (standardwebhooks.com). */
@NullMarked
package dev.waybill.server.webhooks;

import org.jspecify.annotations.NullMarked;
