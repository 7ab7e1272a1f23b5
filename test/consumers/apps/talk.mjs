/** What every consumer does: one call and one stream. Works with whichever copy of the client it is given. */
export async function talk(client) {
  const question = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello?' }] };
  const reply = await client.chat.completions.create(question);
  if (reply.choices[0].message.content !== 'Hello.') throw new Error('the reply is another one');
  let text = '';
  const stream = await client.chat.completions.create({ ...question, stream: true });
  for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? '';
  if (text !== 'Hello.') throw new Error('the streamed reply is another one');
}
