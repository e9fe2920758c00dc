namespace FencyGrid.Grains.Extraction.Segmentation;

/// <summary>Who speaks or is spoken to. <see cref="IsNamed"/> is false for "the user" and "the assistant".</summary>
internal sealed record Speaker(string Name, bool IsNamed, bool IsAssistant)
{
    public static Speaker Of(ConversationMessage message, string? prefix, ExtractionContext context)
    {
        var name = string.IsNullOrWhiteSpace(message.Speaker) ? prefix : message.Speaker.Trim();
        if (name is not null)
        {
            return new Speaker(name, true, false);
        }

        return message.Role switch
        {
            "assistant" or "system" or "tool" or "developer" =>
                new Speaker(context.AgentName ?? "the assistant", context.AgentName is not null, true),
            _ => new Speaker(context.UserName ?? "the user", context.UserName is not null, false),
        };
    }
}
