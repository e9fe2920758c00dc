namespace FencyGrid.Grains.Text;

internal static partial class EnglishStemmer
{
    private ref struct Stemming
    {
        private readonly Span<char> _word;
        private int _length;
        private int _r1;
        private int _r2;

        internal Stemming(Span<char> word)
        {
            _word = word;
            _length = word.Length;
            if (word[0] == '\'')
            {
                word[1..].CopyTo(word);
                _length--;
            }
        }

        internal readonly bool Is(string word) => _word[.._length].SequenceEqual(word);

        internal readonly int Finish()
        {
            _word[.._length].Replace(ConsonantY, 'y');
            return _length;
        }

        internal readonly void MarkConsonantYs()
        {
            for (var i = 0; i < _length; i++)
            {
                if (_word[i] == 'y' && (i == 0 || IsVowel(_word[i - 1])))
                {
                    _word[i] = ConsonantY;
                }
            }
        }

        internal void FindRegions()
        {
            var word = _word[.._length];
            _r1 = word.StartsWith("gener") || word.StartsWith("arsen") ? 5
                : word.StartsWith("commun") ? 6
                : RegionAfter(0);
            _r2 = RegionAfter(_r1);
        }

        /// <summary>Step 0.</summary>
        internal void RemovePossessive()
        {
            if (Ends("'s'"))
            {
                _length -= 3;
            }
            else if (Ends("'s"))
            {
                _length -= 2;
            }
            else if (Ends("'"))
            {
                _length--;
            }
        }

        /// <summary>Step 1a.</summary>
        internal void RemovePlural()
        {
            if (Ends("sses"))
            {
                _length -= 2;
            }
            else if (Ends("ied") || Ends("ies"))
            {
                _length -= _length > 4 ? 2 : 1;
            }
            else if (Ends("s") && !Ends("us") && !Ends("ss") && HasVowel(_length - 2))
            {
                _length--;
            }
        }

        /// <summary>Step 1b.</summary>
        internal void RemovePastAndGerund()
        {
            if (Ends("eedly") || Ends("eed"))
            {
                var suffix = Ends("eedly") ? 5 : 3;
                if (InR1(suffix))
                {
                    _length -= suffix - 2;
                }

                return;
            }

            var cut = Ends("ingly") ? 5 : Ends("edly") ? 4 : Ends("ing") ? 3 : Ends("ed") ? 2 : 0;
            if (cut == 0 || !HasVowel(_length - cut))
            {
                return;
            }

            _length -= cut;
            if (Ends("at") || Ends("bl") || Ends("iz"))
            {
                Append('e');
            }
            else if (EndsInDouble())
            {
                _length--;
            }
            else if (IsShort())
            {
                Append('e');
            }
        }

        /// <summary>Step 1c.</summary>
        internal readonly void ReplaceFinalY()
        {
            if (_length > 2 && _word[_length - 1] is 'y' or ConsonantY && !IsVowel(_word[_length - 2]))
            {
                _word[_length - 1] = 'i';
            }
        }

        /// <summary>Step 2.</summary>
        internal void ReplaceDoubleSuffixes()
        {
            foreach (var (suffix, replacement) in Step2)
            {
                if (!Ends(suffix))
                {
                    continue;
                }

                if (InR1(suffix.Length)
                    && (suffix != "ogi" || (_length > 3 && _word[_length - 4] == 'l'))
                    && (suffix != "li" || (_length > 2 && _word[_length - 3] is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't')))
                {
                    Replace(suffix.Length, replacement);
                }

                return;
            }
        }

        /// <summary>Step 3.</summary>
        internal void ReplaceLongSuffixes()
        {
            foreach (var (suffix, replacement) in Step3)
            {
                if (!Ends(suffix))
                {
                    continue;
                }

                if (InR1(suffix.Length) && (suffix != "ative" || InR2(suffix.Length)))
                {
                    Replace(suffix.Length, replacement);
                }

                return;
            }
        }

        /// <summary>Step 4.</summary>
        internal void RemoveSuffixesInR2()
        {
            foreach (var suffix in Step4)
            {
                if (!Ends(suffix))
                {
                    continue;
                }

                if (InR2(suffix.Length) && (suffix != "ion" || (_length > 3 && _word[_length - 4] is 's' or 't')))
                {
                    _length -= suffix.Length;
                }

                return;
            }
        }

        /// <summary>Step 5.</summary>
        internal void RemoveFinalEOrL()
        {
            if (Ends("e"))
            {
                if (InR2(1) || (InR1(1) && !EndsInShortSyllable(_length - 1)))
                {
                    _length--;
                }
            }
            else if (Ends("ll") && InR2(1))
            {
                _length--;
            }
        }

        private readonly int RegionAfter(int start)
        {
            for (var i = start + 1; i < _length; i++)
            {
                if (!IsVowel(_word[i]) && IsVowel(_word[i - 1]))
                {
                    return i + 1;
                }
            }

            return _length;
        }

        private readonly bool Ends(string suffix) => _word[.._length].EndsWith(suffix);

        private readonly bool InR1(int suffix) => _length - suffix >= _r1;

        private readonly bool InR2(int suffix) => _length - suffix >= _r2;

        private readonly bool HasVowel(int end)
        {
            for (var i = 0; i < end; i++)
            {
                if (IsVowel(_word[i]))
                {
                    return true;
                }
            }

            return false;
        }

        private readonly bool EndsInDouble() =>
            _length > 1 && _word[_length - 1] == _word[_length - 2] && _word[_length - 1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't';

        /// <summary>A short word ends in a short syllable and has nothing in R1.</summary>
        private readonly bool IsShort() => _r1 >= _length && EndsInShortSyllable(_length);

        private readonly bool EndsInShortSyllable(int end)
        {
            if (end == 2)
            {
                return IsVowel(_word[0]) && !IsVowel(_word[1]);
            }

            return end > 2 && !IsVowel(_word[end - 3]) && IsVowel(_word[end - 2])
                && !IsVowel(_word[end - 1]) && _word[end - 1] is not ('w' or 'x' or ConsonantY);
        }

        private void Append(char c) => _word[_length++] = c;

        private void Replace(int suffix, string replacement)
        {
            _length -= suffix;
            replacement.CopyTo(_word[_length..]);
            _length += replacement.Length;
        }
    }

    // Longest first where one suffix ends another.
    private static readonly (string Suffix, string Replacement)[] Step2 =
    [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"),
        ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"),
        ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"),
        ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"),
        ("bli", "ble"), ("ogi", "og"), ("li", string.Empty),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3 =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", string.Empty),
        ("ical", "ic"), ("ness", string.Empty), ("ful", string.Empty),
    ];

    private static readonly string[] Step4 =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic",
    ];
}
