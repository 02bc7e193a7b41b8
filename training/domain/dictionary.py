"""The nine generic competencies of PermenPANRB 38/2017 with five described levels each.

Names and the order of levels are those of the regulation; definitions and behaviours are our own short wording of them,
in Indonesian and English. The loaded rows follow this module only once: an office describes levels of its own in
technical competencies. Codes are those of `surveys.enums.GenericCompetency`.
"""

from __future__ import annotations

from dataclasses import dataclass

from training.enums import CompetencyKind


@dataclass(frozen=True, slots=True)
class GenericEntry:
    """`levels`: for each level from 1 to 5 what somebody does, Indonesian and English."""

    code: str
    kind: CompetencyKind
    name: str
    name_en: str
    definition: str
    definition_en: str
    levels: tuple[tuple[str, str], ...]


GENERIC: tuple[GenericEntry, ...] = (
    GenericEntry(
        "integrity",
        CompetencyKind.MANAGERIAL,
        "Integritas",
        "Integrity",
        "Konsisten berperilaku selaras dengan nilai, norma, dan etika organisasi; jujur dan dapat dipercaya.",
        "Acts consistently by the values, norms and ethics of the organisation; honest and to be trusted.",
        (
            (
                "Bertindak sesuai nilai, norma, dan etika dalam pekerjaan sendiri; jujur tentang kesalahan.",
                "Acts by values, norms and ethics in one's own work; honest about mistakes.",
            ),
            (
                "Mengingatkan rekan kerja untuk bertindak sesuai nilai dan etika dalam tugas sehari-hari.",
                "Reminds colleagues to act by values and ethics in daily duties.",
            ),
            (
                "Memastikan dan menanamkan sikap integritas pada bawahan; menegur pelanggaran secara adil.",
                "Makes sure that staff act with integrity; corrects violations fairly.",
            ),
            (
                "Menciptakan situasi kerja yang mendorong kepatuhan pada nilai dan etika; menutup celah penyimpangan.",
                "Creates working conditions that further integrity; closes gaps that invite misuse.",
            ),
            (
                "Menjadi teladan dan membangun budaya integritas di tingkat instansi, juga saat menghadapi tekanan.",
                "Is a role model and builds a culture of integrity across the agency, also under pressure.",
            ),
        ),
    ),
    GenericEntry(
        "cooperation",
        CompetencyKind.MANAGERIAL,
        "Kerja Sama",
        "Cooperation",
        "Menjalin, membina, dan mempertahankan hubungan kerja yang efektif untuk mencapai tujuan bersama.",
        "Builds and keeps effective working relations to reach common goals.",
        (
            (
                "Berpartisipasi dalam kelompok kerja dan menyelesaikan bagian tugasnya.",
                "Takes part in a working group and finishes one's share.",
            ),
            (
                "Menumbuhkan tim kerja yang partisipatif; berbagi informasi dan menghargai pendapat.",
                "Furthers a team in which everybody takes part; shares information and respects opinions.",
            ),
            (
                "Membangun tim yang efektif, membagi peran, dan menyelesaikan perbedaan dalam tim.",
                "Builds an effective team, shares out roles and settles differences.",
            ),
            (
                "Membangun komitmen tim dan kerja sama antarunit untuk mencapai sasaran organisasi.",
                "Builds commitment and cooperation between units to reach the organisation's targets.",
            ),
            (
                "Menciptakan situasi kerja sama yang konsisten, di dalam dan di luar instansi, hingga menjadi sinergi.",
                "Creates lasting cooperation inside and outside of the agency that adds up to synergy.",
            ),
        ),
    ),
    GenericEntry(
        "communication",
        CompetencyKind.MANAGERIAL,
        "Komunikasi",
        "Communication",
        "Menerangkan pandangan dan gagasan secara jelas, sistematis, dan santun, lisan maupun tulisan.",
        "Explains views and ideas clearly, in order and politely, in speech and writing.",
        (
            (
                "Menyampaikan informasi dengan jelas, lengkap, dan dengan pemahaman yang sama.",
                "Passes on information clearly, completely and so that it is understood alike.",
            ),
            (
                "Aktif berkomunikasi formal dan informal; mendengarkan dan menanggapi pertanyaan dengan tepat.",
                "Communicates actively, formally and informally; listens and answers to the point.",
            ),
            (
                "Berkomunikasi secara asertif dan terampil; menyusun materi tertulis dan lisan bagi berbagai pihak.",
                "Communicates with skill and assurance; prepares written and spoken material for various parties.",
            ),
            (
                "Mampu mengemukakan pemikiran multidimensi secara lisan dan tertulis untuk mendorong kesepakatan.",
                "Presents many-sided thinking in speech and writing in order to bring about agreement.",
            ),
            (
                "Menggagas sistem komunikasi yang terbuka secara strategis untuk mencari solusi dan dukungan.",
                "Creates an open, strategic system of communication to find solutions and support.",
            ),
        ),
    ),
    GenericEntry(
        "results_orientation",
        CompetencyKind.MANAGERIAL,
        "Orientasi pada Hasil",
        "Orientation to results",
        "Mempertahankan komitmen yang tinggi untuk menyelesaikan tugas dengan hasil yang dapat diandalkan.",
        "Keeps a strong commitment to finish tasks with dependable results.",
        (
            (
                "Bertanggung jawab untuk memenuhi standar kerja yang ditetapkan.",
                "Takes responsibility for meeting the working standards that are set.",
            ),
            (
                "Berupaya meningkatkan hasil kerja pribadi agar lebih tinggi dari standar.",
                "Works to raise one's own results above the standard.",
            ),
            (
                "Menetapkan target kerja yang menantang bagi unit dan memantau pencapaiannya.",
                "Sets demanding targets for the unit and follows how they are reached.",
            ),
            (
                "Mendorong unit kerja mencapai target atau melebihi hasil sebelumnya dengan perbaikan cara kerja.",
                "Leads the unit to reach or exceed earlier results by improving how it works.",
            ),
            (
                "Meningkatkan mutu pencapaian kerja organisasi secara berkelanjutan dan terukur.",
                "Raises the quality of the organisation's results continually and measurably.",
            ),
        ),
    ),
    GenericEntry(
        "public_service",
        CompetencyKind.MANAGERIAL,
        "Pelayanan Publik",
        "Public service",
        "Melaksanakan tugas pelayanan secara profesional, transparan, adil, dan memenuhi kebutuhan masyarakat.",
        "Serves professionally, openly and fairly, and meets what the public needs.",
        (
            (
                "Menjalankan tugas sesuai standar pelayanan, dengan ramah dan tepat waktu.",
                "Works by the service standards, kindly and on time.",
            ),
            (
                "Mampu menyupervisi pelayanan dan menjelaskan kebijakan pelayanan secara transparan dan objektif.",
                "Supervises service and explains its policy openly and objectively.",
            ),
            (
                "Memanfaatkan hasil survei dan pengaduan untuk memperbaiki pelayanan unit.",
                "Uses surveys and complaints to improve the unit's service.",
            ),
            (
                "Memonitor, mengevaluasi, dan mengantisipasi kebutuhan pelayanan jangka panjang.",
                "Monitors, evaluates and anticipates what service will be needed in the long run.",
            ),
            (
                "Memastikan kebijakan pelayanan publik menjamin hak seluruh masyarakat, tanpa diskriminasi.",
                "Makes sure that service policy secures the rights of all, without discrimination.",
            ),
        ),
    ),
    GenericEntry(
        "development",
        CompetencyKind.MANAGERIAL,
        "Pengembangan Diri dan Orang Lain",
        "Development of oneself and others",
        "Meningkatkan pengetahuan dan keterampilan diri serta menginspirasi orang lain untuk belajar terus-menerus.",
        "Widens one's own knowledge and skill and inspires others to keep learning.",
        (
            (
                "Mengenali kekuatan dan kelemahan diri serta belajar dari pengalaman.",
                "Knows one's strengths and weaknesses and learns from experience.",
            ),
            (
                "Meningkatkan kemampuan bawahan dengan contoh dan penjelasan cara melaksanakan pekerjaan.",
                "Raises staff's ability by example and by explaining how work is done.",
            ),
            (
                "Memberikan umpan balik, bimbingan, dan kesempatan belajar kepada bawahan.",
                "Gives staff feedback, coaching and opportunities to learn.",
            ),
            (
                "Menyusun program pengembangan jangka panjang yang mendorong pembelajaran di unit-unit.",
                "Plans long-term development that furthers learning across units.",
            ),
            (
                "Menciptakan situasi yang mendorong organisasi belajar dan menyiapkan suksesi.",
                "Creates conditions in which the organisation learns and prepares succession.",
            ),
        ),
    ),
    GenericEntry(
        "managing_change",
        CompetencyKind.MANAGERIAL,
        "Mengelola Perubahan",
        "Managing change",
        "Menyesuaikan diri dengan situasi baru dan tidak bergantung pada cara lama; memimpin perubahan.",
        "Adapts to new situations rather than clinging to old ways; leads change.",
        (
            (
                "Mengikuti perubahan dengan arahan dan mencoba cara kerja baru.",
                "Follows change under guidance and tries new ways of working.",
            ),
            (
                "Proaktif beradaptasi mengikuti perubahan dan mempelajari hal baru yang diperlukan.",
                "Adapts to change actively and learns what is newly needed.",
            ),
            (
                "Membantu orang lain mengikuti perubahan dan mengantisipasi dampaknya bagi unit.",
                "Helps others through change and anticipates its effects on the unit.",
            ),
            (
                "Memimpin perubahan pada unit kerja, mengelola penolakan, dan mengukur hasilnya.",
                "Leads change in the unit, deals with resistance and measures the outcome.",
            ),
            (
                "Memimpin, menggalang, dan menggerakkan dukungan pemangku kepentingan untuk perubahan instansi.",
                "Leads change of the agency and rallies stakeholders' support for it.",
            ),
        ),
    ),
    GenericEntry(
        "decision_making",
        CompetencyKind.MANAGERIAL,
        "Pengambilan Keputusan",
        "Decision making",
        "Membuat keputusan yang baik secara tepat waktu dengan mempertimbangkan data, risiko, dan kepentingan umum.",
        "Makes good and timely decisions, weighing data, risks and the public interest.",
        (
            (
                "Mengumpulkan informasi untuk bertindak sesuai kewenangan.",
                "Gathers information in order to act within one's authority.",
            ),
            (
                "Menganalisis masalah secara mendalam dan memilih tindakan berdasarkan aturan.",
                "Analyses problems in depth and chooses what to do by the rules.",
            ),
            (
                "Membandingkan beberapa alternatif dengan risikonya dan memutuskan bagi unit.",
                "Compares alternatives with their risks and decides for the unit.",
            ),
            (
                "Menyelesaikan masalah yang mengandung risiko tinggi dan mengantisipasi dampak keputusan.",
                "Solves problems of high risk and anticipates the effects of decisions.",
            ),
            (
                "Menghasilkan solusi dan keputusan strategis untuk masalah jangka panjang yang kompleks.",
                "Finds solutions and strategic decisions for complex long-term problems.",
            ),
        ),
    ),
    GenericEntry(
        "national_unity",
        CompetencyKind.SOCIOCULTURAL,
        "Perekat Bangsa",
        "Binding the nation together",
        "Peka terhadap keberagaman dan membangun hubungan yang menyatukan masyarakat yang majemuk.",
        "Is sensitive to diversity and builds relations that unite a plural society.",
        (
            (
                "Peka memahami dan menerima kemajemukan suku, agama, dan budaya.",
                "Understands and accepts the plurality of ethnic groups, religions and cultures.",
            ),
            (
                "Aktif mengembangkan sikap saling menghargai dan menekankan persamaan.",
                "Actively furthers mutual respect and stresses what people have in common.",
            ),
            (
                "Mempromosikan sikap menghargai perbedaan dan mencegah diskriminasi di unit.",
                "Promotes respect for differences and prevents discrimination in the unit.",
            ),
            (
                "Mendayagunakan perbedaan secara konstruktif dan kreatif untuk meningkatkan efektivitas organisasi.",
                "Uses differences constructively and creatively to make the organisation more effective.",
            ),
            (
                "Menjadi wakil pemerintah dalam membangun hubungan sosial yang menyatukan dan meredakan konflik.",
                "Represents government in building relations that unite society and calm conflicts.",
            ),
        ),
    ),
)
