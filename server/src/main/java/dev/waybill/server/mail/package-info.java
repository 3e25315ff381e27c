/** Sends notifications to people, by SMTP. */
@NullMarked
package dev.waybill.server.mail;

import org.jspecify.annotations.NullMarked;
