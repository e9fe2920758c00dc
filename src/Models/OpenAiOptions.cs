using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace FencyGrid.Models;

/// <summary>Options of a call in the OpenAI package's words.</summary>
internal static class OpenAiOptions
{
    private const string SchemaName = "answer";

    public static ChatCompletionOptions Of(ChatOptions? options)
    {
        var translated = new ChatCompletionOptions
        {
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            MaxOutputTokenCount = options?.MaxOutputTokens,
            ResponseFormat = options?.ResponseFormat switch
            {
                ChatResponseFormatJson { Schema: { } schema } json => ChatResponseFormat.CreateJsonSchemaFormat(
                    json.SchemaName ?? SchemaName, BinaryData.FromString(schema.GetRawText()), json.SchemaDescription, jsonSchemaIsStrict: null),
                ChatResponseFormatJson => ChatResponseFormat.CreateJsonObjectFormat(),
                _ => null,
            },
        };
        foreach (var tool in options?.Tools?.OfType<AIFunctionDeclaration>() ?? [])
        {
            translated.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        }

        if (translated.Tools.Count > 0)
        {
            translated.ToolChoice = options!.ToolMode is NoneChatToolMode ? ChatToolChoice.CreateNoneChoice() : ChatToolChoice.CreateAutoChoice();
        }

        return translated;
    }
}
