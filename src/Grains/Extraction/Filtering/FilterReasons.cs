namespace FencyGrid.Grains.Extraction.Filtering;

/// <summary>Why a sentence was left out.</summary>
public static class FilterReasons
{
    public const string Empty = "empty";
    public const string Greeting = "greeting";
    public const string Thanks = "thanks";
    public const string Acknowledgement = "acknowledgement";
    public const string Question = "question";
    public const string Command = "command";
    public const string Hypothetical = "hypothetical";
    public const string AboutAddressee = "about_addressee";
    public const string SmallTalk = "small_talk";
    public const string Recalled = "recalled";
    public const string Assistant = "assistant";

    /// <summary>A model proposed it, and its names, numbers or dates are not in the messages that it named.</summary>
    public const string Unsupported = "unsupported";
}
