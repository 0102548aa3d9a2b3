using System.Numerics;
using Shared.Drawing;

namespace Digits.Drawing;

/// <summary>How people write the digits: several ways for each, as the pen moves.</summary>
internal static class Alphabet
{
    private static readonly Glyph[][] Glyphs =
    [
        [
            Way(
                5,
                [At(.58, .02), At(.24, .14), At(.12, .52), At(.30, .92), At(.62, .96), At(.86, .58), At(.76, .12), At(.46, .04)]),
            Way(
                3,
                [
                    At(.72, .13), At(.46, .02), At(.18, .26), At(.14, .66), At(.40, .97),
                    At(.76, .84), At(.86, .42), At(.64, .05), At(.40, .13),
                ]),
            Way(2, [At(.30, .08), At(.12, .46), At(.30, .95), At(.68, .92), At(.86, .48), At(.66, .05), At(.32, .05)]),
        ],
        [
            Way(7, [At(.50, .00), At(.50, .50), At(.50, 1.0)]),
            Way(2, [At(.30, .24), Corner(.52, .02), At(.51, .50), At(.50, 1.0)]),
            Way(1, [At(.28, .26), Corner(.52, .02), At(.51, .50), At(.50, .98)], [At(.24, .98), At(.50, .98), At(.78, .97)]),
        ],
        [
            Way(
                4,
                [
                    At(.14, .25), At(.25, .07), At(.50, .01), At(.74, .12), At(.76, .33),
                    At(.58, .58), At(.33, .80), Corner(.10, .97), At(.45, .96), At(.88, .94),
                ]),
            Way(
                4,
                [
                    At(.15, .22), At(.35, .04), At(.62, .05), At(.76, .22), At(.70, .45), At(.45, .75),
                    At(.22, .94), At(.08, .88), At(.16, .75), At(.36, .80), At(.62, .95), At(.92, .90),
                ]),
            Way(
                2,
                [
                    At(.12, .20), At(.40, .04), At(.72, .07), At(.72, .32), At(.45, .65),
                    Corner(.12, .95), At(.38, .89), At(.62, .97), At(.92, .92),
                ]),
        ],
        [
            Way(
                5,
                [
                    At(.15, .12), At(.40, .01), At(.68, .08), At(.72, .27), At(.55, .43), Corner(.36, .48),
                    At(.62, .52), At(.80, .70), At(.68, .92), At(.40, 1.0), At(.12, .88),
                ]),
            Way(
                2,
                [
                    At(.16, .05), Corner(.75, .04), At(.58, .22), Corner(.40, .40), At(.68, .46),
                    At(.82, .68), At(.68, .92), At(.38, .99), At(.12, .88),
                ]),
            Way(
                3,
                [
                    At(.18, .15), At(.45, .01), At(.70, .14), At(.62, .36), At(.42, .47), At(.35, .43),
                    At(.48, .42), At(.74, .56), At(.78, .80), At(.50, .99), At(.14, .90),
                ]),
        ],
        [
            Way(
                5,
                [At(.20, .04), At(.16, .35), Corner(.14, .56), At(.45, .56), At(.86, .52)],
                [At(.74, .06), At(.71, .50), At(.67, 1.0)]),
            Way(
                2,
                [At(.62, .02), At(.35, .30), Corner(.08, .62), At(.50, .62), At(.92, .60)],
                [At(.62, .02), At(.61, .50), At(.60, 1.0)]),
            Way(3, [At(.20, .04), At(.11, .36), At(.26, .54), At(.60, .50), Corner(.80, .08), At(.72, .55), At(.64, 1.0)]),
        ],
        [
            Way(
                4,
                [
                    At(.28, .05), At(.25, .25), Corner(.22, .46), At(.48, .38), At(.76, .50),
                    At(.80, .74), At(.60, .95), At(.32, .99), At(.10, .88),
                ],
                [At(.28, .05), At(.55, .06), At(.88, .03)]),
            Way(
                3,
                [
                    At(.84, .04), At(.58, .05), Corner(.32, .07), At(.27, .25), Corner(.22, .46),
                    At(.48, .40), At(.72, .54), At(.74, .78), At(.50, .97), At(.12, .92),
                ]),
            Way(
                3,
                [
                    At(.86, .07), At(.54, .03), At(.30, .12), At(.27, .33), At(.48, .46),
                    At(.70, .60), At(.72, .82), At(.46, .98), At(.12, .90),
                ]),
        ],
        [
            Way(
                4,
                [
                    At(.66, .02), At(.38, .22), At(.20, .50), At(.18, .78), At(.36, .97),
                    At(.62, .95), At(.76, .76), At(.66, .58), At(.44, .56), At(.22, .72),
                ]),
            Way(
                4,
                [
                    At(.52, .00), At(.32, .33), At(.19, .68), At(.28, .93), At(.54, .98),
                    At(.72, .83), At(.62, .64), At(.38, .66), At(.22, .82),
                ]),
            Way(
                2,
                [
                    At(.80, .12), At(.60, .02), At(.34, .18), At(.18, .52), At(.22, .86),
                    At(.46, .99), At(.72, .86), At(.74, .62), At(.50, .50), At(.22, .64),
                ]),
        ],
        [
            Way(4, [At(.10, .10), At(.45, .07), Corner(.82, .05), At(.60, .48), At(.42, 1.0)]),
            Way(3, [At(.12, .12), At(.44, .09), At(.72, .05), At(.78, .14), At(.60, .50), At(.50, .76), At(.46, 1.0)]),
            Way(1, [At(.08, .24), Corner(.12, .07), At(.46, .07), Corner(.82, .05), At(.58, .48), At(.44, 1.0)]),
            Way(
                2,
                [At(.10, .10), At(.45, .07), Corner(.82, .05), At(.60, .48), At(.42, 1.0)],
                [At(.28, .53), At(.52, .51), At(.78, .48)]),
        ],
        [
            Way(
                5,
                [
                    At(.72, .14), At(.48, .02), At(.24, .14), At(.30, .36), At(.52, .48), At(.74, .64), At(.72, .88),
                    At(.48, .99), At(.24, .88), At(.24, .66), At(.46, .50), At(.68, .34), At(.74, .18), At(.62, .07),
                ]),
            Way(
                2,
                [At(.50, .01), At(.29, .11), At(.28, .36), At(.50, .47), At(.72, .36), At(.71, .11), At(.50, .01)],
                [At(.50, .47), At(.26, .60), At(.24, .86), At(.50, .99), At(.76, .86), At(.74, .60), At(.50, .47)]),
            Way(
                3,
                [
                    At(.80, .08), At(.54, .02), At(.28, .16), At(.36, .38), At(.60, .58), At(.70, .80),
                    At(.52, .98), At(.28, .88), At(.32, .66), At(.56, .40), At(.86, .14),
                ]),
        ],
        [
            Way(
                4,
                [
                    At(.76, .20), At(.54, .03), At(.28, .12), At(.20, .34), At(.38, .50),
                    At(.62, .42), Corner(.76, .18), At(.73, .55), At(.66, 1.0),
                ]),
            Way(
                3,
                [
                    At(.74, .16), At(.52, .02), At(.26, .14), At(.22, .38), At(.42, .50), At(.66, .38),
                    Corner(.76, .14), At(.77, .52), At(.68, .86), At(.44, .99), At(.18, .90),
                ]),
            Way(
                3,
                [
                    At(.70, .10), At(.44, .03), At(.24, .20), At(.30, .42), At(.52, .44),
                    At(.72, .24), At(.72, .10), At(.68, .40), At(.56, .72), At(.46, 1.0),
                ]),
        ],
    ];

    private static readonly float[] TotalWeights = [.. Glyphs.Select(ways => ways.Sum(way => way.Weight))];

    /// <summary>One of the ways to write <paramref name="digit"/>, the usual ones more often.</summary>
    public static Glyph Pick(int digit, ref Dice dice)
    {
        var ways = Glyphs[digit];
        var left = dice.Uniform() * TotalWeights[digit];
        foreach (var way in ways)
        {
            left -= way.Weight;
            if (left < 0)
            {
                return way;
            }
        }

        return ways[^1];
    }

    private static Glyph Way(float weight, params Knot[][] strokes) => new(weight, strokes);

    private static Knot At(double x, double y) => new(new Vector2((float)x, (float)y), IsCorner: false);

    private static Knot Corner(double x, double y) => new(new Vector2((float)x, (float)y), IsCorner: true);
}
