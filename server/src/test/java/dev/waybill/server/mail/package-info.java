/** Mails, with a real mail server. */
@NullMarked
package dev.waybill.server.mail;

import org.jspecify.annotations.NullMarked;
