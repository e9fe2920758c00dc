namespace FencyGrid.Grains.Extraction.Filtering;

/// <summary>Openings of sentences that keep a conversation going and say nothing to remember.</summary>
internal static class SmallTalk
{
    private static readonly string[] Greetings =
    [
        "hi", "hello", "hey", "good morning", "good evening", "good afternoon", "good night", "bye", "goodbye", "see you", "see ya", "talk to you",
        "talk soon", "i have to go", "i've got to go", "i gotta go", "gotta go", "i've gotta go", "i better go", "i should go", "take care", "have a great", "have a good", "have a nice", "have fun", "have a blast", "have a wonderful", "catch you", "catch up soon",
        "long time no", "good to see", "great to see", "nice to see", "good to hear", "great to hear", "nice to hear", "nice to meet", "lovely to hear",
        "good talking", "nice talking", "great talking", "nice chatting", "it was nice talking", "it was great talking", "happy birthday", "cheers",
        "it's great to see you", "it's good to see you", "it's been a while", "it's been ages", "long time", "how's it going", "how are you", "how have you",
        "hope all is", "hope you", "hope your", "hope that", "hope it", "hope to see you", "hope to hear", "wish you", "looking forward to hearing", "looking forward to seeing you", "can't wait to hear", "can't wait to see your", "can't wait for you", "excited to hear",
    ];

    private static readonly string[] Thanks =
    [
        "thanks", "thank you", "thank u", "thx", "many thanks", "much appreciated", "appreciate", "i appreciate", "we appreciate", "you're welcome", "my pleasure",
        "no problem", "no worries", "anytime", "don't mention it", "i'm grateful for you", "i'm grateful for your", "i'm thankful for you", "i'm so grateful for you", "i'm so thankful for you",
        "thanks again", "i really appreciate", "means a lot", "it means a lot", "that means a lot", "i can't thank you",
    ];

    private static readonly string[] Acknowledgements =
    [
        "i agree", "i know what you mean", "i know how", "i know that feeling", "i know right", "i know you", "i understand", "i totally understand", "i can understand",
        "i see", "i get it", "i get that", "i get you", "i totally get", "i hear you", "i bet", "i guess so", "i think so", "i hope so", "i hope you", "i hope your", "i hope that", "i hope it", "i hope we",
        "i'm glad", "i'm so glad", "i'm really glad", "so glad", "glad to", "glad you", "glad it", "glad we", "i'm happy for", "i'm so happy for", "i'm really happy for", "i'm happy to hear", "i'm happy you", "i'm so happy you", "so happy for", "happy for",
        "i'm proud of you", "i'm so proud of you", "i'm really proud of you", "so proud of you", "proud of you", "i'm sorry", "i'm so sorry", "so sorry", "sorry", "i'm sure you", "i'm sure it", "i'm sure your", "i'm sure they", "i'm sure he", "i'm sure she",
        "i'll let you know", "i'll keep you", "will do", "i'll be sure", "i'll definitely check", "i'll check it", "i'll check that", "i'll check them", "i'll give it a", "i'll have to check", "i'll remember", "i'll keep that", "i'll keep it in mind", "i'll be here", "i'll support", "i'll take your", "i'll add it",
        "i can imagine", "i can see", "i can tell", "i can only imagine", "i can't imagine", "i couldn't agree", "i'd love to hear", "i'd love to see", "i'd love to know", "i'd love that", "i'd be happy to", "i'd appreciate", "i'd like to hear", "i wish you", "i'm here", "i'm always here",
        "i've got your back", "i got your back", "i got you", "i believe in you", "i'm rooting", "i'm cheering", "i'm here for", "i'm with you", "i'm all ears", "i'm listening", "i'm curious", "i can't wait to hear", "i can't wait to see your", "i can't wait to see what you", "i can't wait to see how", "i can't believe it", "i love it", "i love that", "i love how", "i love your",
        "i like it", "i like that", "i like your", "i admire you", "i admire your", "i didn't know", "i don't know", "i had no idea", "i'm impressed", "i'm jealous", "i'm excited for you", "i'm so excited for you", "i'm excited to hear", "i'm excited to see", "i look forward to hearing", "i look forward to seeing your", "i'm doing good", "i'm doing well", "i'm good", "i'm fine", "i'm doing great", "i'm okay", "i'm great",
        "me too", "same here", "same", "sounds", "sound like", "looks", "look like", "seems", "totally", "exactly", "for sure", "of course", "agreed", "way to go", "good for you", "good luck", "best of luck", "congrats", "congratulations", "keep up", "keep it up", "keep going", "well done", "good job", "great job", "nice job", "nice work", "great work", "let me know", "keep me", "let's", "no way", "not bad", "fingers crossed", "you bet", "you got this", "you're right", "wishing you", "sending you", "enjoy", "cheering", "love your", "love that", "love the", "love it", "love how", "loving", "that's", "it's so", "it's really", "what a", "what an", "how cool", "how nice", "how exciting", "so cool", "so nice", "so true", "can't believe",
        "can't go wrong", "nothing beats", "nothing better", "there's nothing", "to each", "count me in", "i'd love to", "it'd be", "it would be", "that would be", "that'd be", "that sounds", "that looks", "that must", "it must", "must be", "must have been", "it sounds", "it looks", "this looks", "this is so", "those look", "they look", "it seems", "that seems", "bet",
    ];

    /// <summary>The reason to leave the sentence out, or null. <paramref name="lower"/> is the cleaned sentence in lower case.</summary>
    public static string? Reason(string lower) =>
        Starts(lower, Greetings) ? FilterReasons.Greeting
        : Starts(lower, Thanks) ? FilterReasons.Thanks
        : Starts(lower, Acknowledgements) ? FilterReasons.Acknowledgement
        : null;

    private static bool Starts(string text, string[] openings)
    {
        foreach (var opening in openings)
        {
            if (text.StartsWith(opening, StringComparison.Ordinal)
                && (text.Length == opening.Length || !char.IsLetterOrDigit(text[opening.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
