namespace Digits.Reports;

/// <summary>How often digits of one kind were read as another.</summary>
/// <param name="counts">10x10 counts: the digit first, what it was read as second.</param>
internal sealed class ConfusionMatrix(int[,] counts)
{
    /// <summary>How many digits were read.</summary>
    public int Total => counts.Cast<int>().Sum();

    /// <summary>How many were read as what they are.</summary>
    public int Correct => Enumerable.Range(0, 10).Sum(digit => counts[digit, digit]);

    /// <summary>The share of digits read as what they are, from 0 to 1.</summary>
    public double Accuracy => (double)Correct / Total;

    /// <summary>How many digits <paramref name="digit"/> were read as <paramref name="reading"/>.</summary>
    public int this[int digit, int reading] => counts[digit, reading];

    /// <summary>The wrong readings, the most frequent first.</summary>
    public IEnumerable<(int Digit, int Reading, int Count)> Mistakes() =>
        from digit in Enumerable.Range(0, 10)
        from reading in Enumerable.Range(0, 10)
        let count = counts[digit, reading]
        where digit != reading && count > 0
        orderby count descending
        select (digit, reading, count);
}
