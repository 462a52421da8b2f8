/** Keys of the tables that are identified by more than one part. JSON keeps parts apart whatever they contain. */

export function conversationKey(bot: string, conversation: string): string {
  return JSON.stringify([bot, conversation]);
}

export function messageKey(bot: string, conversation: string, message: string): string {
  return JSON.stringify([bot, conversation, message]);
}
